// How the program ends: the numbers of <sysexits.h>, and two of our own for letters.
#pragma once

namespace pismovod {

inline constexpr int kPass = 0;
inline constexpr int kFail = 1;  // a letter lacks something
inline constexpr int kExitUsage = 64;
inline constexpr int kExitBadData = 65;
inline constexpr int kExitNoInput = 66;
inline constexpr int kExitUnavailable = 69;  // a socket in use; no daemon to talk to
inline constexpr int kExitSoftware = 70;
inline constexpr int kExitSystem = 71;
inline constexpr int kExitNoPermission = 77;
inline constexpr int kExitConfiguration = 78;

}  // namespace pismovod
