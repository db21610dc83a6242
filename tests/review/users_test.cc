#include "review/users.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "journal/database_store.h"
#include "review/password.h"
#include "review/sessions.h"
#include "temporary_folder.h"

namespace pismovod {
namespace {

using std::chrono::hours;

User user(const std::string& name, const std::string& password, Role role = Role::lead) {
  return {name, role, hash_password(password).value()};
}

class UsersTest : public ::testing::Test {
 protected:
  TemporaryFolder folder_;
  std::string path_ = folder_.path() / "users";
};

TEST_F(UsersTest, SignInTakesTheRightPasswordAlone) {
  ASSERT_TRUE(put_user(path_, user("anna", "a long password", Role::admin)));
  Users users(path_);
  const auto signed_in = users.sign_in("anna", "a long password");
  ASSERT_TRUE(signed_in);
  EXPECT_EQ(signed_in->role, Role::admin);
  EXPECT_FALSE(users.sign_in("anna", "a long passwore"));
  EXPECT_FALSE(users.sign_in("anna", ""));
  EXPECT_FALSE(users.sign_in("Anna", "a long password"));
  EXPECT_FALSE(users.sign_in("nobody", "nobody has this password"));
  EXPECT_FALSE(users.sign_in("", ""));
}

TEST_F(UsersTest, TheFileIsPrivateAndHoldsNoPassword) {
  ASSERT_TRUE(put_user(path_, user("anna", "a long password")));
  ASSERT_TRUE(put_user(path_, user("boris", "another password")));
  EXPECT_EQ(std::filesystem::status(path_).permissions(),
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  const std::string text = read_file(path_).value();
  EXPECT_EQ(text.find("password"), std::string::npos);
  EXPECT_NE(text.find("anna\tlead\t$argon2id$"), std::string::npos);
  ::chmod(path_.c_str(), 0644);
  EXPECT_FALSE(Users(path_).check());
}

TEST_F(UsersTest, NamesThatWouldBreakTheFileAreNone) {
  EXPECT_TRUE(is_user_name("anna.petrova@example.ru"));
  EXPECT_TRUE(is_user_name("Анна"));
  for (const std::string name : {"", "a b", "a\tadmin", "a\n", "<b>"}) EXPECT_FALSE(is_user_name(name)) << name;
  EXPECT_FALSE(is_user_name(std::string(65, 'a')));
}

TEST_F(UsersTest, ShortPasswordsAreRefused) {
  EXPECT_NE(password_trouble("123456789"), "");
  EXPECT_EQ(password_trouble("пароль-пар"), "");
  EXPECT_NE(password_trouble(std::string(201, 'a')), "");
}

TEST_F(UsersTest, ASessionEndsByTimeSignOutNewPasswordOrRole) {
  const Instant now{hours(1)};
  ASSERT_TRUE(put_user(path_, user("anna", "a long password")));
  Users users(path_);
  const auto store = open_store({path_ + ".journal"}).value();
  Sessions sessions(*store, users, hours(12));
  const std::string token = sessions.open(*users.find("anna"), now).value();
  ASSERT_TRUE(sessions.find(token, now + hours(11)).value());
  EXPECT_FALSE(sessions.find(token, now + hours(12)).value());
  EXPECT_FALSE(sessions.find(token + "x", now).value());
  EXPECT_FALSE(sessions.find("", now).value());

  const std::string other = sessions.open(*users.find("anna"), now).value();
  ASSERT_TRUE(sessions.close(token, now));
  EXPECT_FALSE(sessions.find(token, now).value());
  EXPECT_TRUE(sessions.find(other, now).value());

  ASSERT_TRUE(put_user(path_, user("anna", "a newer password")));
  EXPECT_FALSE(sessions.find(other, now).value());
}

TEST_F(UsersTest, ASessionHoldsOnEachPageAndIsNotInTheJournalItself) {
  const Instant now{hours(1)};
  ASSERT_TRUE(put_user(path_, user("anna", "a long password")));
  Users users(path_);
  const auto store = open_store({path_ + ".journal"}).value();
  const auto elsewhere = open_store({path_ + ".journal"}).value();
  const std::string token = Sessions(*store, users, hours(12)).open(*users.find("anna"), now).value();
  Sessions other(*elsewhere, users, hours(12));
  ASSERT_TRUE(other.find(token, now).value());
  const auto kept = store->memos(MemoKind::session, now).value();
  ASSERT_EQ(kept.size(), 1U);
  for (const Memo& memo : kept) {
    EXPECT_EQ((memo.key + memo.value).find(token), std::string::npos);
    EXPECT_EQ((memo.key + memo.value).find(users.find("anna")->hash), std::string::npos);
  }
  ASSERT_TRUE(other.close(token, now));
  EXPECT_FALSE(Sessions(*store, users, hours(12)).find(token, now).value());
}

TEST_F(UsersTest, SessionsAreBounded) {
  const Instant now{hours(1)};
  ASSERT_TRUE(put_user(path_, user("anna", "a long password")));
  Users users(path_);
  const auto store = open_store({path_ + ".journal"}).value();
  Sessions sessions(*store, users, hours(12));
  const User anna = *users.find("anna");
  const std::string first = sessions.open(anna, now).value();
  for (size_t i = 0; i < Sessions::kMost; ++i) sessions.open(anna, now + std::chrono::seconds(1));
  EXPECT_FALSE(sessions.find(first, now).value());
}

}  // namespace
}  // namespace pismovod
