// What was read before: the same file sent again after a refusal is not read again.
//
// Documents by the digest of their content, at the greatest depth that was reached; the least
// recently used go first when the octets kept exceed the bound. Kept in memory alone, and gone with
// the process. Shared by all threads.
#pragma once

#include <cstddef>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "extract/content_digest.h"
#include "extract/document.h"

namespace pismovod {

// What an attachment goes by in its letter.
struct AttachmentName {
  int number = 0;
  std::string name;
  std::string file_name;
};

class ReadCache {
 public:
  explicit ReadCache(size_t most_octets = size_t{32} << 20) : most_(most_octets) {}

  // The documents of this content, read at `depth` or deeper, under the new name.
  std::optional<std::vector<Document>> find(const Digest& digest, ReadDepth depth, const AttachmentName& name);

  // Keeps them, unless what befell them was an accident of that time: out of time, a dead reader.
  void keep(const Digest& digest, ReadDepth depth, const std::vector<Document>& documents);

  size_t octets() const;

 private:
  struct Entry {
    Digest digest;
    ReadDepth depth;
    std::shared_ptr<const std::vector<Document>> documents;
    size_t octets;
  };

  void drop(std::list<Entry>::iterator entry);

  size_t most_;
  mutable std::mutex mutex_;
  size_t octets_ = 0;
  std::list<Entry> entries_;  // the most recently used first
  std::map<Digest, std::list<Entry>::iterator> by_digest_;
};

// Gives documents another attachment's number and name, in their places too. The first is the
// attachment itself; the names of the others begin with its.
void rename_documents(std::vector<Document>& documents, const AttachmentName& name);

}  // namespace pismovod
