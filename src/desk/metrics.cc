#include "desk/metrics.h"

#include "base/key_values.h"

namespace pismovod {

std::string Metrics::text() const {
  KeyValues out;
  out.add("connections", connections.load()).add("not_ours", not_ours.load());
  for (size_t i = 0; i < letters.size(); ++i) out.add(name_of(static_cast<Action>(i)), letters.at(i).load());
  out.add("exempt", exempt.load())
      .add("overridden", overridden.load())
      .add("completed", completed.load())
      .add("machines", machines.load());
  out.add("cannot_inspect", cannot_inspect.load()).add("unverified", unverified.load()).add("aborted", aborted.load());
  out.add("busy", busy.load())
      .add("unjudged", unjudged.load())
      .add("failures", failures.load())
      .add("put_off", put_off.load());
  out.add("octets", octets.load()).add("judging_us", judging_microseconds.load());
  out.add("reloads", reloads.load()).add("reloads_refused", reloads_refused.load());
  return out.text();
}

}  // namespace pismovod
