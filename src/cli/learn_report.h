// How well the taught questions answer, as tables for people and scripts.
#pragma once

#include "config/learning_set.h"

namespace pismovod {

// For each question that a mailbox's scenarios go by: every author's texts by what the others taught, the
// texts that are held out, and the curve over the lead.
void print_measurement(const LearningSet& set, const Configuration& configuration);

}  // namespace pismovod
