#include "lookup/clients.h"

#include <algorithm>

#include "base/fold.h"
#include "facts/check_digits.h"

namespace pismovod {
namespace {

const std::vector<TableColumn>& columns() {
  static const std::vector<TableColumn> all = {
      {"name", {"наименование", "название", "клиент", "контрагент", "организация", "покупатель", "name"}},
      {"inn", {"инн", "inn"}},
      {"kpp", {"кпп", "kpp"}},
      {"ogrn", {"огрн", "ogrn"}},
      {"reg", {"рег", "регистрационный", "registration"}},
      {"product", {"продукт", "программа", "поставка", "номенклатура", "товар", "product"}}};
  return all;
}

// "800123456, 800123457": runs of digits.
std::vector<std::string> numbers_in(std::string_view text) {
  std::vector<std::string> out;
  std::string number;
  for (const char c : std::string(text) + ' ') {
    if (is_digit(c)) {
      number += c;
    } else if (!number.empty()) {
      out.push_back(std::move(number));
      number.clear();
    }
  }
  return out;
}

std::string name_key(std::string_view name) {
  std::string out;
  for (const std::string& word : name_words(name)) out += (out.empty() ? "" : " ") + word;
  return out;
}

void add_new(std::vector<std::string>& list, const std::string& value) {
  if (!value.empty() && std::find(list.begin(), list.end(), value) == list.end()) list.push_back(value);
}

}  // namespace

Result<ClientList> ClientList::of_rows(const std::vector<TableRow>& rows) {
  const auto head = find_head(rows, columns(), 2);
  if (!head || !head->columns.contains("inn") || !head->columns.contains("name"))
    return failure("no row of heads with «Наименование» and «ИНН» among the first twenty");
  ClientList out;
  for (size_t r = head->row + 1; r < rows.size(); ++r) {
    const auto cell = [&](const char* column) { return head->cell(rows[r], column); };
    Client client;
    client.firm = {digits_of(cell("inn")),  cell("name"),        {},       cell("kpp"),
                   digits_of(cell("ogrn")), FirmStatus::unknown, "clients"};
    if (!is_inn(client.firm.inn) || client.firm.name.empty()) continue;
    if (!is_kpp(client.firm.kpp)) client.firm.kpp.clear();
    client.reg_numbers = numbers_in(cell("reg"));
    add_new(client.products, cell("product"));
    out.add(client);
  }
  return out;
}

// A client may have several rows, one for each delivery.
void ClientList::add(const Client& client) {
  const auto known = inns_.find(client.firm.inn);
  const size_t at = known == inns_.end() ? clients_.size() : known->second;
  if (known == inns_.end()) {
    inns_[client.firm.inn] = at;
    clients_.push_back({client.firm, {}, {}});
    put(names_, name_key(client.firm.name), at);
  }
  for (const std::string& number : client.reg_numbers) {
    add_new(clients_[at].reg_numbers, number);
    put(reg_numbers_, number, at);
  }
  for (const std::string& product : client.products) add_new(clients_[at].products, product);
}

void ClientList::put(Index& index, const std::string& key, size_t client) const {
  if (key.empty()) return;
  const auto [entry, is_new] = index.emplace(key, client);
  if (!is_new && entry->second != client) entry->second = kTwice;
}

const Client* ClientList::in(const Index& index, const std::string& key) const {
  const auto found = index.find(key);
  return found == index.end() || found->second == kTwice ? nullptr : &clients_[found->second];
}

const Client* ClientList::by_inn(const std::string& inn) const { return in(inns_, inn); }
const Client* ClientList::by_reg_number(const std::string& number) const { return in(reg_numbers_, number); }
const Client* ClientList::by_name(std::string_view name) const { return in(names_, name_key(name)); }

}  // namespace pismovod
