// How well sentences are told apart (facts/said_sentence.h), as a table for people and scripts.
#pragma once

#include "facts/taught_answer.h"
#include "taught/example.h"

namespace pismovod {

// For each thing that a letter may owe to say: of the sentences that say it, and of all others, how many were told to
// say it, and how many to be about something else; each author's by what the others taught, along the bounds.
void print_sentences(const QuestionExamples& question, const Bounds& bounds);

}  // namespace pismovod
