// The parts of an office file and what relates them (Open Packaging Conventions, ECMA-376 part 2): which part is
// the document is said by relationships, not by names.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "reader/office_zip.h"

namespace pismovod {

struct Relation {
  std::string id;
  std::string type;    // the last word of its address: "worksheet", "styles", "afchunk", in small letters
  std::string target;  // as member_name() gives it
};

class Package {
 public:
  // Reads the relationships alone. The file must outlive it.
  Package(std::string_view file, Budget& budget);

  // The part that the package is about; `usual` where nothing says so.
  std::string main(std::string_view usual) const;
  // Of a part, in their order.
  std::vector<Relation> relations(std::string_view part) const;
  // XML parts whose names begin so, sorted: writers that relate nothing keep to the usual names.
  std::vector<std::string> named(std::string_view beginning) const;
  // Unpacks these parts; those that are not there are left out.
  OfficeMembers read(const std::vector<std::string>& parts) const;

 private:
  std::string_view file_;
  Budget& budget_;
  std::vector<std::string> names_;
  OfficeMembers relations_;
};

}  // namespace pismovod
