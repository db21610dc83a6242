// What several filters read from a text, read once: organisations, own names, products, documents.
// Made with the configuration, shared by all letters.
#pragma once

#include "facts/catalogue.h"
#include "facts/document_reader.h"
#include "facts/organization_mention.h"
#include "facts/product_mention.h"
#include "facts/remainder.h"
#include "facts/taught_answer.h"

namespace pismovod {

struct Readers {
  Readers(Vocabulary::Builder& words, const Catalogue& catalogue, std::span<const Organization> configured,
          TaughtReader taught_reader = {})
      : organizations(words, catalogue),
        names(words, configured),
        products(words, catalogue),
        documents(words, catalogue),
        remainders(words, catalogue, names),
        taught(std::move(taught_reader)) {}

  OrganizationReader organizations;
  OrganizationNames names;
  ProductReader products;
  DocumentReader documents;
  RemainderReader remainders;
  TaughtReader taught;
};

}  // namespace pismovod
