#include "cli/roff.h"

#include "base/version.h"

namespace pismovod {
namespace {

// Hyphens are written so that options can be copied; a line must not begin like a request.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if ((c == '.' || c == '\'') && (out.empty() || out.back() == '\n')) out += "\\&";
    if (c == '\\') {
      out += "\\e";
    } else if (c == '-') {
      out += "\\-";
    } else {
      out += c;
    }
  }
  return out;
}

// An argument of a macro; a quote within it is doubled.
std::string argument(std::string_view text) {
  std::string out = "\"";
  for (const char c : escaped(text)) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + "\"";
}

}  // namespace

Roff::Roff(std::string_view what, int section, const AdminWords& words) : words_(words) {
  text_ = ".\\\" Made by the program of its own commands and keys: pismovod manual\n.TH " + argument(what) + " " +
          std::to_string(section) + " \"\" " + argument("pismovod " + std::string(version())) + " \"\"\n";
}

Roff& Roff::heading(std::string_view text) {
  text_ += ".SH " + argument(words_.of(text)) + "\n";
  return *this;
}

Roff& Roff::subheading(std::string_view text) {
  text_ += ".SS " + argument(text) + "\n";
  return *this;
}

Roff& Roff::paragraph(std::string_view text) { return plain(words_.of(text)); }

Roff& Roff::plain(std::string_view text) {
  text_ += ".PP\n" + escaped(text) + "\n";
  return *this;
}

Roff& Roff::item(std::string_view name, std::string_view meaning) {
  text_ += ".TP\n.B " + argument(name) + "\n" + (meaning.empty() ? "\\&" : escaped(words_.of(meaning))) + "\n";
  return *this;
}

Roff& Roff::more(std::string_view text) {
  text_ += ".br\n" + escaped(text) + "\n";
  return *this;
}

Roff& Roff::code(std::string_view text) {
  text_ += ".PP\n.nf\n.RS\n" + escaped(text) + "\n.RE\n.fi\n";
  return *this;
}

}  // namespace pismovod
