// Mail's own containers made for tests: winmail.dat and signed messages.
#pragma once

#include <string>
#include <vector>

#include "samples/archives.h"

namespace pismovod::samples {

// TNEF ([MS-OXTNEF]) with a text body in windows-1251 and files.
std::string tnef(const std::string& subject, const std::string& body, const std::vector<File>& files);

// Content signed within the message (RFC 8551 section 3.5.2), by a key made for the occasion.
std::string signed_cms(const std::string& content);
// The same without its content: a detached signature.
std::string detached_cms(const std::string& content);
// Content that only the holder of a key can read.
std::string enveloped_cms(const std::string& content);

// A letter (LF) with one attachment in base64.
std::string letter_with(const std::string& file_name, const std::string& type, const std::string& octets);
std::string base64(const std::string& octets);

}  // namespace pismovod::samples
