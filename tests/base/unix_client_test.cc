#include "base/unix_client.h"

#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>

namespace pismovod {
namespace {

TEST(UnixClient, ConnectsToWhoListensAndToNobodyElse) {
  std::string folder = "/tmp/pismovod-client-XXXXXX";
  ASSERT_NE(::mkdtemp(folder.data()), nullptr);
  const std::string path = folder + "/socket";
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
  const FileDescriptor listening(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  EXPECT_FALSE(connect_to(path));
  ASSERT_EQ(::bind(listening.get(), reinterpret_cast<const sockaddr*>(&address), sizeof(address)), 0);
  ASSERT_EQ(::listen(listening.get(), 1), 0);
  const auto connected = connect_to(path);
  ASSERT_TRUE(connected);
  ASSERT_TRUE(*connected);
  EXPECT_EQ(::write(connected->get(), "x", 1), 1);
  EXPECT_FALSE(connect_to(std::string(200, 'a')));
  ::unlink(path.c_str());
  ::rmdir(folder.c_str());
}

}  // namespace
}  // namespace pismovod
