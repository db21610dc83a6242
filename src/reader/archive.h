// Archives of every kind behind one class: the one place where libarchive is used. Office files are
// ZIP archives too.
//
// Nothing is written anywhere: files are unpacked into memory, bounded by the caller.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "extract/document.h"

namespace pismovod {

class Archive {
 public:
  // The octets must outlive the archive. For names of archives in UTF-8 the process's locale must
  // be a UTF-8 one.
  explicit Archive(std::string_view octets);
  ~Archive();
  Archive(const Archive&) = delete;
  Archive& operator=(const Archive&) = delete;

  // Steps to the next regular file; false at the end, or where the archive cannot be read on.
  bool next();
  // After next() said false: read at a lawful end, else encrypted or unreadable.
  ReadState ending() const { return ending_; }

  // The file's path as octets of whatever charset; empty where there is none.
  const std::string& path() const { return path_; }
  bool is_encrypted() const;
  // It is no archive but a single packed file (log.gz).
  bool is_single() const;
  // Unpacks the file: at most `most` octets, else too_large.
  ReadState read(std::string& out, size_t most);

 private:
  struct Handle;

  std::unique_ptr<Handle> handle_;
  ReadState ending_ = ReadState::read;
  std::string path_;
};

}  // namespace pismovod
