// What is settled at negotiation carries the rest. Each reply costs a switch between processes, so only DATA and the
// end of the message have one; macros come with the end alone. Only what the MTA offers is asked for. The connection
// remembers whether values keep the blank behind the colon and whether a changed body is taken.
//
// A callback that fails leaves its letter marked as damaged. While a letter is judged the connection is looked at
// before anything is written to it: libmilter would wait for an MTA that does not read.

#include "milter/shell.h"

#include <arpa/inet.h>
#include <libmilter/mfapi.h>
#include <netinet/in.h>
#include <poll.h>

#include <array>
#include <memory>
#include <vector>

#include "base/log.h"
#include "milter/macro_table.h"

namespace pismovod {
namespace {

// libmilter's own bound of 64 KiB ends the connection at a header field that Postfix still sends
// (header_size_limit is 100 KiB); the limits of the configuration stand behind this one.
constexpr size_t kPacketOctets = size_t{1} << 20;

// libmilter hands callbacks nothing of ours but the connection: the parts are found here.
const SessionParts* g_parts = nullptr;

struct Connection {
  explicit Connection(const SessionParts& parts) : session(parts) {}
  Session session;
  bool leading_space = false;  // header values come and go with the blank behind the colon
  bool changes_body = false;   // the MTA takes a changed body
};

Connection* connection_of(SMFICTX* context) { return static_cast<Connection*>(smfi_getpriv(context)); }

Connection& make_connection(SMFICTX* context) {
  if (Connection* known = connection_of(context)) return *known;
  auto made = std::make_unique<Connection>(*g_parts);
  Connection& connection = *made;
  smfi_setpriv(context, made.release());  // owned by the context until on_close
  return connection;
}

// An exception that left a callback would end the daemon with all its sessions.
template <class Body>
sfsistat guarded(SMFICTX* context, std::string_view where, sfsistat when_failed, Body body) noexcept {
  try {
    return body(make_connection(context));
  } catch (...) {
    report_failure(g_parts->metrics, where);
    if (Connection* connection = connection_of(context)) connection->session.mark_damaged();
    return when_failed;
  }
}

// Steps that are not answered.
template <class Body>
sfsistat silently(SMFICTX* context, std::string_view where, Body body) noexcept {
  return guarded(context, where, SMFIS_NOREPLY, [&](Connection& connection) {
    body(connection);
    return SMFIS_NOREPLY;
  });
}

sfsistat status_of(Answer answer) {
  switch (answer) {
    case Answer::go_on:
      return SMFIS_CONTINUE;
    case Answer::accept:
      return SMFIS_ACCEPT;
    case Answer::refuse:
      return SMFIS_REJECT;
    case Answer::put_off:
      return SMFIS_TEMPFAIL;
  }
  return SMFIS_ACCEPT;
}

class LibmilterMta : public Mta {
 public:
  LibmilterMta(SMFICTX* context, const Connection& connection)
      : context_(context),
        kept_(MacroTable::of(context, smfi_getpriv(context))),
        leading_space_(connection.leading_space),
        changes_body_(connection.changes_body) {
    if (!kept_) log_error("this libmilter is unknown to us: there are no queue ids, clients and logins");
  }

  std::string macro(const std::string& name) override { return kept_ ? kept_->value(name) : std::string(); }

  bool perform(const Edit& edit, size_t same_named) override {
    const auto one = [&](auto copy) { return ask(copy, same_named); };
    return std::visit(one, edit);
  }

  bool can_change_body() const override { return changes_body_; }

  bool replace_body(std::string_view piece) override {
    // Not written to: libmilter hands it to the MTA.
    auto* octets = reinterpret_cast<unsigned char*>(const_cast<char*>(piece.data()));
    return changes_body_ && smfi_replacebody(context_, octets, static_cast<int>(piece.size())) == MI_SUCCESS;
  }

  // The lines behind the first that is null are none.
  void say(const Reply& reply) override {
    std::array<std::string, Reply::kLines> lines;
    std::array<char*, Reply::kLines> l{};
    for (size_t i = 0; i < reply.lines().size(); ++i) {
      lines.at(i) = percent_doubled(reply.lines()[i]);
      l.at(i) = lines.at(i).data();
    }
    const std::string code(reply.code());
    const std::string enhanced(reply.enhanced_code());
    const int done = smfi_setmlreply(context_, code.c_str(), enhanced.c_str(), l[0], l[1], l[2], l[3], l[4], l[5], l[6],
                                     l[7], nullptr);
    if (done != MI_SUCCESS) log_error("libmilter would not take the answer: " + reply.text());
  }

  // An MTA that does not read is not told: libmilter would wait for it.
  void still_working() noexcept override {
    if (!kept_ || has(POLLOUT)) smfi_progress(context_);
  }
  // While it waits for an answer it says nothing, and does not hang up either.
  bool is_gone() noexcept override { return kept_ && has(POLLRDHUP | POLLHUP | POLLERR); }

 private:
  bool has(short event) const noexcept {
    pollfd connection{kept_->descriptor(), event, 0};
    return ::poll(&connection, 1, 0) > 0 && (connection.revents & event) != 0;
  }

  bool ask(RemoveFields& edit, size_t same_named) {
    // From the last: those before it keep their numbers, whether the MTA counts removed ones or not.
    bool done = true;
    for (size_t i = same_named; i > 0; --i) {
      done = smfi_chgheader(context_, edit.name.data(), static_cast<int>(i), nullptr) == MI_SUCCESS && done;
    }
    return done;
  }
  bool ask(AddField& edit, size_t) {
    if (leading_space_) edit.value.insert(0, 1, ' ');
    return smfi_addheader(context_, edit.name.data(), edit.value.data()) == MI_SUCCESS;
  }
  bool ask(ChangeField& edit, size_t) {
    return smfi_chgheader(context_, edit.name.data(), 1, edit.value.data()) == MI_SUCCESS;
  }
  bool ask(Quarantine& edit, size_t) { return smfi_quarantine(context_, edit.reason.data()) == MI_SUCCESS; }
  static bool ask(ChangeBody&, size_t) { return false; }  // in pieces, by replace_body()
  bool ask(DeleteRecipient& edit, size_t) { return smfi_delrcpt(context_, edit.path.data()) == MI_SUCCESS; }

  SMFICTX* context_;
  std::optional<MacroTable> kept_;
  bool leading_space_;
  bool changes_body_;
};

// Macros come with the end of the message alone, and with them what connecting would tell: a letter
// that is not ours costs neither.
void ask_for_macros(SMFICTX* context) {
  std::string none;
  std::string at_end = "i {client_addr} {auth_authen}";
  for (const int stage : {SMFIM_CONNECT, SMFIM_HELO, SMFIM_ENVFROM, SMFIM_ENVRCPT, SMFIM_DATA, SMFIM_EOH}) {
    smfi_setsymlist(context, stage, none.data());
  }
  smfi_setsymlist(context, SMFIM_EOM, at_end.data());
}

// Only what is offered is asked for. No reply to anything but DATA and the end of the message: each
// costs a switch between processes. SMFIP_SKIP needs replies to body chunks and is of no use here.
sfsistat on_negotiate(SMFICTX* context, unsigned long actions, unsigned long steps, unsigned long, unsigned long,
                      unsigned long* use_actions, unsigned long* use_steps, unsigned long* reserved1,
                      unsigned long* reserved2) {
  return guarded(context, "negotiation", SMFIS_REJECT, [&](Connection& connection) {
    const bool has_lists = (actions & SMFIF_SETSYMLIST) != 0;
    if (has_lists) ask_for_macros(context);
    const unsigned long wanted = SMFIP_NOHELO | SMFIP_NOUNKNOWN | SMFIP_NR_CONN | SMFIP_NR_MAIL | SMFIP_NR_RCPT |
                                 SMFIP_NR_HDR | SMFIP_NR_EOH | SMFIP_NR_BODY | SMFIP_HDR_LEADSPC |
                                 (has_lists ? SMFIP_NOCONNECT : 0);
    const bool completes = g_parts->rules.get()->may_complete();
    *use_actions = actions & (SMFIF_ADDHDRS | SMFIF_CHGHDRS | SMFIF_QUARANTINE | SMFIF_DELRCPT | SMFIF_SETSYMLIST |
                              (completes ? SMFIF_CHGBODY : 0));
    *use_steps = steps & wanted;
    *reserved1 = *reserved2 = 0;
    connection.leading_space = (*use_steps & SMFIP_HDR_LEADSPC) != 0;
    connection.changes_body = (*use_actions & SMFIF_CHGBODY) != 0;
    return SMFIS_CONTINUE;
  });
}

std::string address_text(const sockaddr* address) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  const void* octets = nullptr;
  if (address != nullptr && address->sa_family == AF_INET) {
    octets = &reinterpret_cast<const sockaddr_in*>(address)->sin_addr;
  } else if (address != nullptr && address->sa_family == AF_INET6) {
    octets = &reinterpret_cast<const sockaddr_in6*>(address)->sin6_addr;
  }
  if (octets == nullptr) return {};
  const char* written = ::inet_ntop(address->sa_family, octets, text.data(), text.size());
  return written == nullptr ? std::string() : written;
}

sfsistat on_connect(SMFICTX* context, char*, sockaddr* address) {
  return silently(context, "connecting", [&](Connection& c) { c.session.connect(address_text(address)); });
}

sfsistat on_mail(SMFICTX* context, char** arguments) {
  return silently(context, "MAIL", [&](Connection& c) {
    std::vector<std::string_view> all;
    for (char** argument = arguments; *argument != nullptr; ++argument) all.emplace_back(*argument);
    const std::span<const std::string_view> parameters(all);
    c.session.begin_letter(all.empty() ? "" : all.front(), parameters.subspan(all.empty() ? 0 : 1));
  });
}

sfsistat on_recipient(SMFICTX* context, char** arguments) {
  return silently(context, "RCPT", [&](Connection& c) {
    if (arguments[0] == nullptr) return;
    std::vector<std::string_view> parameters;
    for (char** argument = arguments + 1; *argument != nullptr; ++argument) parameters.emplace_back(*argument);
    c.session.add_recipient(arguments[0], parameters);
  });
}

sfsistat on_data(SMFICTX* context) {
  return guarded(context, "DATA", SMFIS_CONTINUE, [](Connection& c) { return status_of(c.session.begin_content()); });
}

sfsistat on_field(SMFICTX* context, char* name, char* value) {
  return silently(context, "a header field", [&](Connection& c) {
    c.session.add_field(name, c.leading_space ? std::string(value) : " " + std::string(value));
  });
}

sfsistat on_end_of_header(SMFICTX*) { return SMFIS_NOREPLY; }

sfsistat on_body(SMFICTX* context, unsigned char* chunk, size_t size) {
  return silently(context, "the body", [&](Connection& c) {
    c.session.add_body({reinterpret_cast<const char*>(chunk), size});
  });
}

sfsistat on_end_of_message(SMFICTX* context) {
  return guarded(context, "the end of the message", SMFIS_ACCEPT, [&](Connection& c) {
    LibmilterMta mta(context, c);
    return status_of(c.session.end_letter(mta));
  });
}

sfsistat on_abort(SMFICTX* context) {
  return guarded(context, "the abort", SMFIS_CONTINUE, [](Connection& c) {
    c.session.abort_letter();
    return SMFIS_CONTINUE;
  });
}

sfsistat on_close(SMFICTX* context) {
  const std::unique_ptr<Connection> last(connection_of(context));
  smfi_setpriv(context, nullptr);
  return SMFIS_CONTINUE;
}

smfiDesc description(std::string& name) {
  smfiDesc out{};
  out.xxfi_name = name.data();
  out.xxfi_version = SMFI_VERSION;
  out.xxfi_negotiate = on_negotiate;
  out.xxfi_connect = on_connect;
  out.xxfi_envfrom = on_mail;
  out.xxfi_envrcpt = on_recipient;
  out.xxfi_data = on_data;
  out.xxfi_header = on_field;
  out.xxfi_eoh = on_end_of_header;
  out.xxfi_body = on_body;
  out.xxfi_eom = on_end_of_message;
  out.xxfi_abort = on_abort;
  out.xxfi_close = on_close;
  return out;
}

}  // namespace

bool open_milter(const std::string& socket, std::chrono::seconds silent_connection) {
  std::string name = "pismovod";
  std::string where = socket;
  smfi_setmaxdatasize(kPacketOctets);
  return smfi_setconn(where.data()) == MI_SUCCESS && smfi_register(description(name)) == MI_SUCCESS &&
         smfi_settimeout(static_cast<int>(silent_connection.count())) == MI_SUCCESS &&
         smfi_setbacklog(128) == MI_SUCCESS && smfi_opensocket(false) == MI_SUCCESS;
}

bool run_milter(const SessionParts& parts) {
  g_parts = &parts;
  return smfi_main() == MI_SUCCESS;
}

}  // namespace pismovod
