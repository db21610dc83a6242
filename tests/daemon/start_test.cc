// The start of the daemon, and what stands in its way.
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>

#include "daemon/unix_socket.h"
#include "mta/daemon.h"
#include "mta/mta_client.h"

namespace pismovod::test {
namespace {

char answer(const Daemon& daemon, const TestLetter& letter) {
  return MtaClient(daemon.socket()).deliver(letter).answer;
}

TEST(Start, TheSocketOfALivingInstanceIsNeverTaken) {
  const Daemon daemon;
  const FailedStart second = start_and_fail(daemon.folder(), daemon.config());
  EXPECT_EQ(second.status, 69);
  EXPECT_EQ(second.said, "pismovod: socket " + daemon.socket() + ": another pismovod has it\n");
  EXPECT_EQ(answer(daemon, {}), 'y');
}

TEST(Start, NorThatOfAnotherProgram) {
  const TempFolder folder;
  const std::string config = write_configuration(folder, "");
  const auto claim = claim_socket(folder / "other.sock");
  const auto listening = listen_at(*claim, 0600);
  ASSERT_TRUE(listening.has_value());
  std::filesystem::rename(folder / "other.sock", folder / "milter.sock");
  const FailedStart failed = start_and_fail(folder, config);
  EXPECT_EQ(failed.status, 69);
  EXPECT_EQ(failed.said, "pismovod: socket " + folder.path() + "/milter.sock: another program listens there\n");
  EXPECT_TRUE(std::filesystem::exists(folder / "milter.sock"));
}

TEST(Start, AStaleSocketIsRemoved) {
  Daemon daemon;
  daemon.signal(SIGKILL);
  daemon.wait();
  ASSERT_TRUE(std::filesystem::exists(daemon.socket()));
  const TempFolder& folder = daemon.folder();
  std::filesystem::rename(daemon.socket(), folder / "stale");
  const Daemon fresh({"", "", {}, folder / "stale"});
  EXPECT_EQ(answer(fresh, {}), 'y');
}

TEST(Start, SomethingElseThanASocketIsLeftAlone) {
  const TempFolder folder;
  const std::string config = write_configuration(folder, "");
  write_text(folder / "milter.sock", "precious");
  const FailedStart failed = start_and_fail(folder, config);
  EXPECT_EQ(failed.status, 78);
  EXPECT_EQ(read_text(folder / "milter.sock"), "precious");
}

TEST(Start, AnInternetAddressInUse) {
  const FileDescriptor taken(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  ASSERT_EQ(::bind(taken.get(), reinterpret_cast<sockaddr*>(&address), sizeof(address)), 0);
  ASSERT_EQ(::listen(taken.get(), 1), 0);
  socklen_t size = sizeof(address);
  ASSERT_EQ(::getsockname(taken.get(), reinterpret_cast<sockaddr*>(&address), &size), 0);
  const std::string port = std::to_string(ntohs(address.sin_port));
  const TempFolder folder;
  const std::string config = write_configuration(folder, "");
  const FailedStart failed = start_and_fail(folder, config, "inet:" + port + "@127.0.0.1");
  EXPECT_EQ(failed.status, 69);
  EXPECT_EQ(failed.said, "pismovod: socket inet:127.0.0.1:" + port + ": Address already in use\n");
}

TEST(Start, AddressesThatCannotBe) {
  const TempFolder folder;
  const std::string config = write_configuration(folder, "");
  EXPECT_EQ(start_and_fail(folder, config, "inet:8895@192.0.2.1").status, 78);  // not of this machine
  EXPECT_EQ(start_and_fail(folder, config, "unix:/nowhere/at/all/socket").status, 78);
  EXPECT_EQ(start_and_fail(folder, config, "tcp:8895").status, 78);
  EXPECT_EQ(start_and_fail(folder, config, "inet:8895@no.such.host.invalid").status, 78);
}

TEST(Start, NoPermission) {
  const TempFolder folder;
  const std::string config = write_configuration(folder, "");
  ASSERT_EQ(::chmod(folder.path().c_str(), 0755), 0);
  for (const char* file : {"pismovod.toml", "rules/tickets.toml", "rules/parcels.toml", "rules/watched.toml",
                           "rules/marked.toml", "rules/held.toml", "rules/withheld.toml"}) {
    ASSERT_EQ(::chmod((folder / file).c_str(), 0644), 0);
  }
  ASSERT_EQ(::chmod((folder / "rules").c_str(), 0755), 0);
  const auto become_nobody = [] {
    if (::geteuid() == 0 && ::setuid(65534) != 0) ::_exit(1);
  };
  const FailedStart failed = start_and_fail(folder, config, "unix:/milter.sock", become_nobody);
  EXPECT_EQ(failed.status, 77);
  EXPECT_EQ(failed.said, "pismovod: socket /milter.sock: cannot make /milter.sock.lock: Permission denied\n");
  const FailedStart port = start_and_fail(folder, config, "inet:25@127.0.0.1", become_nobody);
  EXPECT_TRUE(port.status == 77 || port.status == 69 || port.status == 78)
      << port.said;  // where low ports are free to all
}

TEST(Start, ABadConfigurationNamesEveryError) {
  const TempFolder folder;
  const std::string config = write_configuration(folder, "socket_mode = \"rw\"\n[exempt]\nclients = [\"here\"]");
  const FailedStart failed = start_and_fail(folder, config);
  EXPECT_EQ(failed.status, 78);
  EXPECT_NE(failed.said.find("pismovod.toml:6:1: \"milter.socket_mode\""), std::string::npos) << failed.said;
  EXPECT_NE(failed.said.find("pismovod.toml:8:1: \"exempt.clients\""), std::string::npos) << failed.said;
  EXPECT_EQ(start_and_fail(folder, folder / "none.toml").status, 78);
}

TEST(Start, ModeGroupAndPidFile) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root may give a socket to any group";
  const TempFolder other;
  Daemon daemon(
      {"socket_mode = \"0620\"\nsocket_group = \"mail\"\npid_file = \"" + (other / "pid") + "\"", "", {}, ""});
  struct stat found {};
  ASSERT_EQ(::stat(daemon.socket().c_str(), &found), 0);
  EXPECT_EQ(found.st_mode & 0777U, 0620U);
  EXPECT_NE(found.st_gid, ::getegid());
  ASSERT_EQ(::stat(daemon.control().c_str(), &found), 0);
  EXPECT_EQ(found.st_mode & 0777U, 0600U);
  EXPECT_EQ(read_text(other / "pid"), std::to_string(daemon.pid()) + "\n");
  daemon.signal(SIGTERM);
  EXPECT_EQ(daemon.wait(), 0);
  EXPECT_FALSE(std::filesystem::exists(other / "pid"));
  EXPECT_FALSE(std::filesystem::exists(daemon.socket()));
  EXPECT_FALSE(std::filesystem::exists(daemon.control()));
}

TEST(Start, UnknownUsersAndGroups) {
  const TempFolder folder;
  const FailedStart failed = start_and_fail(folder, write_configuration(folder, "user = \"no-such-user\""));
  EXPECT_NE(failed.said.find("pismovod.toml:6:1: \"milter.user\": no such user: no-such-user\n"), std::string::npos)
      << failed.said;
  EXPECT_EQ(start_and_fail(folder, write_configuration(folder, "socket_group = \"no-such-group\"")).status, 78);
}

TEST(Start, PrivilegesAreDroppedForGood) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root has privileges to drop";
  const TempFolder shared;
  ASSERT_EQ(::chmod(shared.path().c_str(), 0777), 0);
  const Daemon daemon({"user = \"nobody\"", "[journal]\npath = \"\"",
                       [&](ServeOptions& options) {
                         write_text(shared / "more.toml", "spool = \"" + shared.path() + "\"\n");
                         ASSERT_EQ(::chmod((shared / "more.toml").c_str(), 0644), 0);
                         options.configs.push_back(shared / "more.toml");
                       },
                       ""});
  const std::string status = read_text("/proc/" + std::to_string(daemon.pid()) + "/status");
  EXPECT_NE(status.find("Uid:\t65534\t65534\t65534\t65534"), std::string::npos) << status;
  EXPECT_EQ(answer(daemon, {}), 'y');
}

TEST(Start, AConfiguredSpoolMustBeThere) {
  const TempFolder folder;
  write_configuration(folder, "");
  const std::string text = read_text(folder / "pismovod.toml");
  write_text(folder / "pismovod.toml",
             "spool = \"/nowhere/at/all\"\nmailboxes = [\"rules/*.toml\"]" + text.substr(text.find("\n[milter]")));
  const FailedStart failed = start_and_fail(folder, folder / "pismovod.toml");
  EXPECT_EQ(failed.status, 78) << failed.said;
  EXPECT_NE(failed.said.find("\"spool\": there is no folder /nowhere/at/all: mkdir -p /nowhere/at/all"),
            std::string::npos)
      << failed.said;
}

TEST(Start, AConfiguredJournalWhoseFolderIsAnothersMustNotBe) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root has privileges to drop";
  const TempFolder other;
  ASSERT_EQ(::chmod(other.path().c_str(), 0755), 0);
  const TempFolder folder;
  const std::string config =
      write_configuration(folder, "user = \"nobody\"", "[journal]\npath = \"" + (other / "journal.sqlite") + "\"\n");
  std::filesystem::permissions(folder.path(), std::filesystem::perms::all);  // the spool is the user's
  const FailedStart failed = start_and_fail(folder, config);
  EXPECT_EQ(failed.status, 78) << failed.said;
  EXPECT_NE(failed.said.find("\"journal.path\": nobody may not write to " + other.path() + ": chown -R nobody"),
            std::string::npos)
      << failed.said;
}

// A damaged file is no reason to let letters go unjudged.
TEST(Start, ADamagedJournalStarts) {
  const TempFolder other;
  write_text(other / "journal.sqlite", "not a database");
  const Daemon daemon({"", "[journal]\npath = \"" + (other / "journal.sqlite") + "\"", {}, ""});
  EXPECT_EQ(answer(daemon, {}), 'y');
}

}  // namespace
}  // namespace pismovod::test
