#include "reader/package.h"

#include <algorithm>

#include "extract/xml_reader.h"

namespace pismovod {
namespace {

std::string folder_of(std::string_view part) {
  const size_t slash = part.rfind('/');
  return slash == std::string_view::npos ? std::string() : std::string(part.substr(0, slash + 1));
}

// A target is a path from the root, or from the folder of the part that names it.
std::string resolved(const std::string& target, std::string_view part) {
  const bool from_root = target.starts_with('/') || target.starts_with('\\');
  std::string path = from_root ? std::string() : folder_of(part);
  std::string_view rest = target;
  const std::string plain = member_name(rest);
  for (rest = plain; !rest.empty();) {
    const size_t slash = std::min(rest.find('/'), rest.size());
    const std::string_view step = rest.substr(0, slash);
    if (step == "..") {
      if (!path.empty()) path.pop_back();
      path = folder_of(path);
    } else if (step != ".") {
      path += step;
      if (slash < rest.size()) path += '/';
    }
    rest.remove_prefix(std::min(slash + 1, rest.size()));
  }
  return path;
}

}  // namespace

Package::Package(std::string_view file, Budget& budget)
    : file_(file), budget_(budget), relations_(read_members(file, budget, [this](std::string_view name) {
        names_.emplace_back(name);
        return name.ends_with(".rels");
      })) {}

std::string Package::main(std::string_view usual) const {
  const std::vector<Relation> all = relations("");
  const auto found = std::ranges::find(all, "officedocument", &Relation::type);
  return found == all.end() ? std::string(usual) : found->target;
}

std::vector<Relation> Package::relations(std::string_view part) const {
  const std::string folder = folder_of(part);
  const std::string name = folder + "_rels/" + std::string(part.substr(folder.size())) + ".rels";
  std::vector<Relation> out;
  XmlReader xml(relations_.member(name));
  while (xml.next()) {
    if (xml.node() != XmlReader::Node::start || xml.name() != "Relationship") continue;
    if (xml.attribute("TargetMode") == "External") continue;
    const std::string type = xml.attribute("Type");
    out.push_back(
        {xml.attribute("Id"), member_name(type.substr(type.rfind('/') + 1)), resolved(xml.attribute("Target"), part)});
  }
  return out;
}

std::vector<std::string> Package::named(std::string_view beginning) const {
  std::vector<std::string> out;
  for (const std::string& name : names_) {
    if (name.starts_with(beginning) && name.ends_with(".xml")) out.push_back(name);
  }
  std::ranges::sort(out);
  return out;
}

OfficeMembers Package::read(const std::vector<std::string>& parts) const {
  OfficeMembers members = read_members(
      file_, budget_, [&](std::string_view name) { return std::ranges::find(parts, name) != parts.end(); });
  if (relations_.state != ReadState::read) members.state = relations_.state;
  return members;
}

}  // namespace pismovod
