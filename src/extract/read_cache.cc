#include "extract/read_cache.h"

#include <algorithm>

namespace pismovod {
namespace {

// What a document takes, by the sizes of what it holds. The folded form is as long as the text has
// characters, and one octet more for each of them.
size_t octets_of(const Document& document) {
  size_t sum = sizeof(Document) + document.name.size() + document.pages.size() * sizeof(Page);
  for (const Passage& passage : document.passages) {
    sum += sizeof(Passage) + passage.text.size() + passage.folded.size() * 2 + passage.place.name.size();
  }
  return sum;
}

bool is_lasting(ReadState state) { return state != ReadState::timed_out && state != ReadState::failed; }

bool is_lasting(const Document& document) {
  return is_lasting(document.outline) && is_lasting(document.text) && is_lasting(document.ocr);
}

}  // namespace

std::optional<std::vector<Document>> ReadCache::find(const Digest& digest, ReadDepth depth,
                                                     const AttachmentName& name) {
  std::shared_ptr<const std::vector<Document>> found;
  {
    const std::lock_guard lock(mutex_);
    const auto at = by_digest_.find(digest);
    if (at == by_digest_.end() || at->second->depth < depth) return std::nullopt;
    entries_.splice(entries_.begin(), entries_, at->second);
    found = at->second->documents;
  }
  std::vector<Document> documents = *found;
  rename_documents(documents, name);
  return documents;
}

void ReadCache::keep(const Digest& digest, ReadDepth depth, const std::vector<Document>& documents) {
  size_t octets = sizeof(Entry);
  for (const Document& document : documents) {
    if (!is_lasting(document)) return;
    octets += octets_of(document);
  }
  if (octets > most_) return;
  auto kept = std::make_shared<const std::vector<Document>>(documents);
  const std::lock_guard lock(mutex_);
  if (const auto at = by_digest_.find(digest); at != by_digest_.end()) {
    if (at->second->depth > depth) return;
    drop(at->second);
  }
  entries_.push_front({digest, depth, std::move(kept), octets});
  by_digest_[digest] = entries_.begin();
  octets_ += octets;
  while (octets_ > most_) drop(std::prev(entries_.end()));
}

size_t ReadCache::octets() const {
  const std::lock_guard lock(mutex_);
  return octets_;
}

void ReadCache::drop(std::list<Entry>::iterator entry) {
  octets_ -= entry->octets;
  by_digest_.erase(entry->digest);
  entries_.erase(entry);
}

void rename_documents(std::vector<Document>& documents, const AttachmentName& name) {
  if (documents.empty()) return;
  const std::string old = documents.front().name;
  const auto renamed = [&](const std::string& whole) {
    return whole.starts_with(old) ? name.name + whole.substr(old.size()) : whole;
  };
  documents.front().file_name = name.file_name;
  for (Document& document : documents) {
    document.attachment = name.number;
    document.name = renamed(document.name);
    for (Passage& passage : document.passages) {
      passage.place.attachment = name.number;
      passage.place.name = renamed(passage.place.name);
    }
  }
}

}  // namespace pismovod
