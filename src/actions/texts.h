// What people read (config/texts/ru.toml, en.toml): titles of requirements, reasons, sentences.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "facts/fact.h"

namespace pismovod {

// The texts of one language, by dotted key: "requirement.client_inn.title". Gaps stand as {name}.
class Texts {
 public:
  Texts() = default;
  explicit Texts(std::map<std::string, std::string, std::less<>> texts) : texts_(std::move(texts)) {}

  bool has(std::string_view key) const { return texts_.find(key) != texts_.end(); }
  // The text with its gaps filled; the key itself in angle brackets where there is none.
  std::string get(std::string_view key, const std::map<std::string, std::string>& gaps = {}) const;
  std::string reason(const Reason& reason) const;
  const std::map<std::string, std::string, std::less<>>& all() const { return texts_; }

  // Adds what is not there yet (of an admin's own pattern, or of the shipped texts).
  void add(std::string key, std::string text) { texts_.emplace(std::move(key), std::move(text)); }

 private:
  std::map<std::string, std::string, std::less<>> texts_;
};

}  // namespace pismovod
