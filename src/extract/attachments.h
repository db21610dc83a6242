// The attachments of one letter, opened lazily and no deeper than asked for.
//
//   Attachments attachments(letter, context, {&pool, &cache, deadline});
//   attachments.glance(2).kind                              // by its first octets, no reader
//   attachments.read({1, 2}, ReadDepth::text);              // both at once
//   for (const Document& document : attachments.documents(2)) ...
//   reading.take_documents(attachments.all());
//
// What it promises
//   True types are told by octets. Text files and forwarded letters are read here; all else by the
//   reader, and with none it stays unopened. Whatever happens is said by the documents' states:
//   nothing throws. What was read stays read: asking again, or for less, costs nothing; for more,
//   only what is missing is read.
//
// A letter that is itself wrapped (opaque S/MIME) has its text in an attachment: see wrapped_letter.
// Passages of such a document are of subject, body and so on.
//
// One thread at a time; the letter, its message and everything in the services must outlive it.
#pragma once

#include <initializer_list>
#include <span>
#include <vector>

#include "extract/content_reader.h"
#include "letter/letter.h"

namespace pismovod {

class Attachments {
 public:
  Attachments(const Letter& letter, const ReadingContext& context, AttachmentServices services);
  Attachments(const Attachments&) = delete;
  Attachments& operator=(const Attachments&) = delete;
  ~Attachments() = default;

  size_t size() const { return items_.size(); }

  // Numbers are those of Letter::attachments, from 1.

  // What the first 64 KiB tell: kind, media type, the size of a picture. Its states stay unopened.
  const Document& glance(int number);
  // Reads those that have not been read so deep yet.
  void read(std::span<const int> numbers, ReadDepth depth);
  void read(std::initializer_list<int> numbers, ReadDepth depth) { read({numbers.begin(), numbers.size()}, depth); }
  const std::vector<Document>& read(int number, ReadDepth depth);
  // As far as they have been read: the attachment itself first. Empty before the first look at it.
  const std::vector<Document>& documents(int number) const { return item(number).file.documents; }
  std::vector<Document> all() const;

 private:
  struct Item {
    FileToRead file;
    bool is_open = false;
    bool glanced = false;
    bool was_read = false;
    ReadDepth depth = ReadDepth::outline;  // reached, where it was read
  };

  const Item& item(int number) const { return items_[static_cast<size_t>(number) - 1]; }
  Item& item(int number) { return items_[static_cast<size_t>(number) - 1]; }
  const Attachment& attachment(const Item& item) const;
  const Entity& entity(const Item& item) const { return letter_.structure.entities[attachment(item).entity]; }
  bool open(Item& item);
  Result<Content> decode(const Item& item) const;
  void read_forwarded(Item& item);
  static void fail(Item& item, ReadState state);

  const Letter& letter_;
  const ReadingContext& context_;
  AttachmentServices services_;
  ContentReader reader_;
  std::vector<Item> items_;
  size_t in_memory_ = 0;  // octets of attachments
};

// The attachment that is the letter itself: its sender's program signed it opaquely, so that text
// and attachments lie in one part. 0 for the usual letter.
int wrapped_letter(const Letter& letter);

}  // namespace pismovod
