#include "samples/archives.h"

#include <archive.h>
#include <archive_entry.h>

#include <clocale>
#include <memory>
#include <stdexcept>

#include "samples/octets.h"

namespace pismovod::samples {
namespace {

constexpr uint16_t kUtf8Names = 0x800;

void put_names(std::string& out, const File& file, uint16_t flags) {
  put_little<uint16_t>(out, 20);  // version
  put_little<uint16_t>(out, flags);
  put_little<uint16_t>(out, 0);           // stored
  put_little<uint32_t>(out, 0x5A210000);  // time
  put_little<uint32_t>(out, crc32(file.octets));
  put_little(out, static_cast<uint32_t>(file.octets.size()));
  put_little(out, static_cast<uint32_t>(file.octets.size()));
  put_little(out, static_cast<uint16_t>(file.name.size()));
  put_little<uint16_t>(out, 0);  // extra
}

// A RAR block: checksum of the header, type, flags, size.
std::string rar_block(uint8_t type, uint16_t flags, const std::string& rest) {
  std::string header;
  put_little(header, type);
  put_little(header, flags);
  put_little(header, static_cast<uint16_t>(rest.size() + 7));
  header += rest;
  std::string out;
  put_little(out, static_cast<uint16_t>(crc32(header) & 0xFFFF));
  return out + header;
}

la_ssize_t append(struct archive*, void* to, const void* octets, size_t size) {
  static_cast<std::string*>(to)->append(static_cast<const char*>(octets), size);
  return static_cast<la_ssize_t>(size);
}

void check(int result, struct archive* a) {
  if (result != ARCHIVE_OK) throw std::runtime_error(archive_error_string(a));
}

}  // namespace

std::string stored_zip(const std::vector<File>& files, bool names_are_utf8) {
  const uint16_t flags = names_are_utf8 ? kUtf8Names : 0;
  std::string out;
  std::string directory;
  for (const File& file : files) {
    const auto offset = static_cast<uint32_t>(out.size());
    out += "PK\x03\x04";
    put_names(out, file, flags);
    out += file.name + file.octets;
    directory += "PK\x01\x02";
    put_little<uint16_t>(directory, 20);
    put_names(directory, file, flags);
    put_little<uint16_t>(directory, 0);  // comment
    put_little<uint16_t>(directory, 0);  // disk
    put_little<uint16_t>(directory, 0);
    put_little<uint32_t>(directory, 0);
    put_little(directory, offset);
    directory += file.name;
  }
  const auto begin = static_cast<uint32_t>(out.size());
  out += directory + "PK\x05\x06";
  put_little<uint32_t>(out, 0);
  put_little(out, static_cast<uint16_t>(files.size()));
  put_little(out, static_cast<uint16_t>(files.size()));
  put_little(out, static_cast<uint32_t>(directory.size()));
  put_little(out, begin);
  put_little<uint16_t>(out, 0);
  return out;
}

std::string packed(const std::vector<File>& files, const std::string& format, const std::string& filter,
                   const std::string& password) {
  std::setlocale(LC_CTYPE, "C.UTF-8");  // else names become question marks
  const std::unique_ptr<struct archive, int (*)(struct archive*)> a(archive_write_new(), &archive_write_free);
  std::string out;
  check(archive_write_set_format_by_name(a.get(), format.c_str()), a.get());
  if (!filter.empty()) check(archive_write_add_filter_by_name(a.get(), filter.c_str()), a.get());
  if (!password.empty()) {
    check(archive_write_set_options(a.get(), "zip:encryption=traditional"), a.get());
    check(archive_write_set_passphrase(a.get(), password.c_str()), a.get());
  }
  check(archive_write_open(a.get(), &out, nullptr, append, nullptr), a.get());
  const std::unique_ptr<archive_entry, void (*)(archive_entry*)> entry(archive_entry_new(), &archive_entry_free);
  for (const File& file : files) {
    archive_entry_clear(entry.get());
    archive_entry_set_pathname(entry.get(), file.name.c_str());
    archive_entry_set_size(entry.get(), static_cast<int64_t>(file.octets.size()));
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_perm(entry.get(), 0644);
    check(archive_write_header(a.get(), entry.get()), a.get());
    archive_write_data(a.get(), file.octets.data(), file.octets.size());
  }
  check(archive_write_close(a.get()), a.get());
  return out;
}

std::string gzipped(const std::string& octets) { return packed({{"file", octets}}, "raw", "gzip"); }

std::string stored_rar(const std::vector<File>& files) {
  std::string out("Rar!\x1A\x07\x00", 7);
  out += rar_block(0x73, 0, std::string(6, '\0'));
  for (const File& file : files) {
    std::string rest;
    put_little(rest, static_cast<uint32_t>(file.octets.size()));
    put_little(rest, static_cast<uint32_t>(file.octets.size()));
    put_little<uint8_t>(rest, 3);  // made on Unix
    put_little(rest, crc32(file.octets));
    put_little<uint32_t>(rest, 0x5A210000);
    put_little<uint8_t>(rest, 20);    // version needed
    put_little<uint8_t>(rest, 0x30);  // stored
    put_little(rest, static_cast<uint16_t>(file.name.size()));
    put_little<uint32_t>(rest, 0100644);
    rest += file.name;
    out += rar_block(0x74, 0x8000, rest) + file.octets;
  }
  return out + rar_block(0x7B, 0x4000, "");
}

}  // namespace pismovod::samples
