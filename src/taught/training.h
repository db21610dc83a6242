// Training: examples become a model.
//
// For each label one linear support vector machine with squared hinge loss, solved in its dual by
// coordinate descent (Hsieh, Chang, Lin, Keerthi, Sundararajan: A dual coordinate descent method for
// large-scale linear SVM, ICML 2008). A piece counts by how many different words of the text hold it, two words in a
// row as so many pieces, times their rarity among the examples; the text's vector has length 1. Only sums, products and
// quotients are reckoned, in one order, and the weights are rounded to octets: the same examples make
// the same model, bit for bit.
//
// Nothing throws. Training takes seconds and some hundred octets for each piece.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "taught/example.h"
#include "taught/model.h"

namespace pismovod {

// A model of all the questions, as its file holds it. Questions with less than two labels are left out.
// `digest` is of the shipped examples among them.
std::string train(std::span<const QuestionExamples> questions, const std::string& digest);

}  // namespace pismovod
