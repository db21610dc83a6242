// Archives made for tests.
#pragma once

#include <string>
#include <vector>

namespace pismovod::samples {

struct File {
  std::string name;
  std::string octets;
};

// A ZIP of stored files whose names stand as they are given, whatever charset or path they are.
std::string stored_zip(const std::vector<File>& files, bool names_are_utf8 = false);

// By libarchive: "zip", "7zip", "gnutar"; the filter "gzip" or "". With a password a ZIP is
// encrypted the traditional way.
std::string packed(const std::vector<File>& files, const std::string& format, const std::string& filter = "",
                   const std::string& password = "");

// One file packed by gzip alone.
std::string gzipped(const std::string& octets);

// RAR 4 with stored files, which no packaged program writes.
std::string stored_rar(const std::vector<File>& files);

}  // namespace pismovod::samples
