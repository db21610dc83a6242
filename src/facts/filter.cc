#include "facts/filter.h"

#include "facts/catalogue.h"

namespace pismovod {
namespace {

std::map<std::string, FilterFactory>& registry() {
  static std::map<std::string, FilterFactory> filters;
  return filters;
}

}  // namespace

bool announce_filter(std::string name, FilterFactory make) {
  return registry().emplace(std::move(name), std::move(make)).second;
}

const std::map<std::string, FilterFactory>& announced_filters() { return registry(); }

const Phrases& Catalogue::list(std::string_view name) const {
  static const Phrases none;
  const auto found = words.find(name);
  return found == words.end() ? none : found->second;
}

}  // namespace pismovod
