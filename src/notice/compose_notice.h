// A notice with its forms apart, for those who show it; notice.h is what sends one.
#pragma once

#include <optional>
#include <string>

#include "notice/notice.h"

namespace pismovod {

struct ComposedNotice {
  std::string subject;
  std::string text;
  std::string html;
  std::string draft;   // an .eml file; empty: none
  std::string octets;  // the whole letter
  bool has_report = false;
};

// Whether it is due is not asked. Nothing where no verdict stands behind the action.
std::optional<ComposedNotice> compose_notice(const NoticeRequest& request, const Address& recipient);

}  // namespace pismovod
