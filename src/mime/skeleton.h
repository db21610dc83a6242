// The one place where mimetic is used: it reads the clean skeleton of a letter.
#pragma once

#include <string>
#include <vector>

#include "mime/structure.h"

namespace pismovod {

// The entities as a message with fresh boundaries, clean Content-Type fields and no content.
std::string skeleton_of(const std::vector<Entity>& entities);

// Lets mimetic parse the skeleton and takes type and subtype of every entity from its tree. Where
// its tree has another shape than the table, the table stands, with a defect on the letter.
void read_media_types(std::vector<Entity>& entities);

}  // namespace pismovod
