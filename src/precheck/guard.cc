#include "precheck/guard.h"

#include <algorithm>
#include <array>

namespace pismovod {
namespace {

using Admitted = tl::expected<std::string, Refused>;

Admitted refused(int status, std::string why) { return tl::unexpected(Refused{status, std::move(why)}); }

// A name that leads here could be any page's own (DNS rebinding).
bool is_our_host(const std::string& host, const GuardRules& rules) {
  const std::string port = ":" + std::to_string(rules.port);
  const std::array<std::string, 3> own = {"127.0.0.1" + port, "localhost" + port, "[::1]" + port};
  if (std::find(own.begin(), own.end(), host) != own.end()) return true;
  return std::any_of(rules.hosts.begin(), rules.hosts.end(), [&](const std::string& name) { return name == host; });
}

bool is_add_on(const std::string& origin) { return origin.starts_with("moz-extension://"); }

bool is_page(const std::string& origin, const GuardRules& rules) {
  return std::find(rules.origins.begin(), rules.origins.end(), origin) != rules.origins.end();
}

// Has another program handed it on? Then its sender may be anywhere.
bool was_handed_on(const WebHead& head) {
  constexpr std::array kFields = {"forwarded", "x-forwarded-for", "x-real-ip", "via"};
  return std::any_of(kFields.begin(), kFields.end(), [&](const char* name) { return !head.field(name).empty(); });
}

bool is_of_another_page(const WebHead& head) {
  const std::string& site = head.field("sec-fetch-site");
  return !site.empty() && site != "none" && site != "same-origin";
}

std::string token_of(const WebHead& head) {
  constexpr std::string_view kBearer = "bearer ";
  const std::string& field = head.field("authorization");
  if (field.size() <= kBearer.size() || in_lower_case(field.substr(0, kBearer.size())) != kBearer) return {};
  return field.substr(kBearer.size());
}

std::string address_of(const WebHead& head, const GuardRules& rules) {
  const std::string& forwarded = head.field("x-forwarded-for");
  if (!rules.behind_proxy || forwarded.empty()) return head.address;
  const size_t before = forwarded.find_last_of(", ");
  const std::string last = before == std::string::npos ? forwarded : forwarded.substr(before + 1);
  return last.size() > 64 ? head.address : last;
}

}  // namespace

std::string allowed_origin(const WebHead& head, const GuardRules& rules) {
  const std::string& origin = head.field("origin");
  return is_add_on(origin) || is_page(origin, rules) ? origin : std::string();
}

Admitted admit(const WebHead& head, const GuardRules& rules) {
  if (!is_our_host(in_lower_case(head.field("host")), rules))
    return refused(403, "this name of the host is not in precheck.hosts");
  const std::string& origin = head.field("origin");
  if (!origin.empty() && allowed_origin(head, rules).empty()) return refused(403, "no web page may ask here");
  if (origin.empty() && is_of_another_page(head)) return refused(403, "no web page may ask here");
  const std::string token = token_of(head);
  if (!token.empty()) {
    if (auto name = rules.name_of_token(token)) return "token " + *name;
    return refused(401, "this token is not known, or was withdrawn");
  }
  if (rules.behind_proxy || is_page(origin, rules) || was_handed_on(head))
    return refused(401, "a token is needed: Authorization: Bearer TOKEN");
  return address_of(head, rules);
}

}  // namespace pismovod
