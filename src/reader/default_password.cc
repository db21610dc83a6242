#include "reader/default_password.h"

#include "reader/package_password.h"
#include "reader/xls_password.h"

namespace pismovod {
namespace {

constexpr std::string_view kPassword = "VelvetSweatshop";

}  // namespace

std::string opened_by_default_password(std::string_view octets, Format format) {
  if (format == Format::xls) return opened_workbook(octets, kPassword);
  if (format == Format::encrypted_office) return opened_package(octets, kPassword);
  return {};
}

}  // namespace pismovod
