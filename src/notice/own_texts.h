// The letter's own text among its parts: the first one, in each of its alternatives; never of a forwarded letter.
#pragma once

#include <string>
#include <vector>

#include "mail/compose.h"
#include "mime/structure.h"

namespace pismovod {

// Indices in the structure, in its order; none: the letter has no text in reach.
std::vector<size_t> own_texts(const Structure& structure);

// UTF-8; HTML says so of itself.
std::string own_text_of(const Structure& structure, const Message& message, const Entity& entity);

// What Content-Type says besides the charset and the boundary.
std::vector<Parameter> text_parameters_of(const Entity& entity);

}  // namespace pismovod
