// The firm's own list of clients: a table, one row a client or a delivery of his. Tried before any register,
// and needs no network.
//
// Columns are found by their heads, in any order: «Наименование» (Клиент, Контрагент), «ИНН», «КПП», «ОГРН»,
// «Рег. номер» (several in a cell are parted by commas or blanks), «Продукт». Immutable after of_table(); any thread.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "lookup/firm.h"
#include "lookup/table.h"

namespace pismovod {

struct Client {
  Firm firm;
  std::vector<std::string> reg_numbers;  // digits
  std::vector<std::string> products;
};

class ClientList {
 public:
  // An error says what was looked for.
  static Result<ClientList> of_rows(const std::vector<TableRow>& rows);

  size_t size() const { return clients_.size(); }
  // Null where there is none, or where two have it.
  const Client* by_inn(const std::string& inn) const;
  const Client* by_reg_number(const std::string& number) const;
  const Client* by_name(std::string_view name) const;

 private:
  using Index = std::map<std::string, size_t, std::less<>>;  // kTwice: of two
  static constexpr size_t kTwice = static_cast<size_t>(-1);

  void add(const Client& client);
  void put(Index& index, const std::string& key, size_t client) const;
  const Client* in(const Index& index, const std::string& key) const;

  std::vector<Client> clients_;
  Index inns_;
  Index reg_numbers_;
  Index names_;
};

}  // namespace pismovod
