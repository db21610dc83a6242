#include "reader/archive.h"
#include "reader/container.h"
#include "reader/entry_name.h"

namespace pismovod {
namespace {

// "Журнал.log.gz" holds "Журнал.log".
std::string without_last_suffix(std::string_view name) {
  const size_t dot = name.rfind('.');
  return std::string(dot == std::string_view::npos || dot == 0 ? name : name.substr(0, dot));
}

Enclosed unpack(Archive& archive, uint32_t number, const ContainerWalk& walk, Budget& budget) {
  Enclosed file;
  file.number = number;
  file.name = archive.is_single() ? without_last_suffix(walk.name) : entry_file_name(archive.path());
  if (file.name.empty()) file.name = std::to_string(number + 1);
  file.state = archive.read(file.octets, budget.octets());
  budget.take_octets(file.octets.size());
  if (file.state != ReadState::read) file.octets.clear();
  return file;
}

}  // namespace

ReadState walk_archive(const ContainerWalk& walk, Budget& budget, const TakeEnclosed& take) {
  Archive archive(walk.octets);
  bool all_there = true;
  bool any = false;
  for (uint32_t number = 0; archive.next();) {
    if (is_litter(archive.path())) continue;
    any = true;
    if (!budget.take_entry() || budget.octets() == 0) return ReadState::too_large;
    const bool wanted = !walk.only || *walk.only == number;
    if (wanted) {
      Enclosed file = unpack(archive, number, walk, budget);
      all_there = all_there && file.state != ReadState::too_large;
      if (!take(std::move(file)) || walk.only) return ReadState::read;
    }
    ++number;
  }
  if (archive.ending() != ReadState::read) return archive.ending();
  if (!all_there) return ReadState::too_large;
  return any || walk.octets.size() < 64 ? ReadState::read : ReadState::unreadable;
}

}  // namespace pismovod
