// A pool of reader processes that the tests of one program share, and shorthands for reading.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "extract/attachments.h"
#include "extract/reader_pool.h"

namespace pismovod {

ReaderPoolOptions test_options();
ReaderPool& shared_pool();

// No test hangs on how fast the machine is: what must be read has as long as it takes.
inline constexpr std::chrono::minutes kLongEnough{30};

// Reads octets as an attachment of this name, by the pool alone.
std::vector<Document> read_file_of(const std::string& octets, const std::string& name, ReadDepth depth,
                                   std::chrono::milliseconds time = kLongEnough,
                                   AttachmentReader& reader = shared_pool());

// The texts of all passages, with a line before each that says its place.
std::string text_of(const std::vector<Document>& documents);

std::vector<pid_t> reader_processes();

// A letter in memory with what reading it needs; letters are moved nowhere.
struct TestLetter {
  explicit TestLetter(const std::string& octets);
  Limits limits;
  BlockPool blocks;
  ReadingContext context;
  Message message;
  Letter letter;
};

}  // namespace pismovod
