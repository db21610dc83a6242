// Where a journal lies: in a file, or on a PostgreSQL server that is named by its URL.
#pragma once

#include <string>
#include <string_view>

namespace pismovod {

// "postgresql://…"; anything else is a path.
bool is_server(std::string_view where);

// Is it a file, and not there? Of a server nobody knows before it is asked.
bool is_no_file(const std::string& where);

// What is wrong with the URL of a server, in plain English; empty: nothing. A password in it is: the configuration is
// read by many, and shown.
std::string trouble_with_server(const std::string& url);

}  // namespace pismovod
