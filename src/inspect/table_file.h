// The rows of a table that an admin names: CSV, or a spreadsheet, which the readers of attachments read.
//
// Waits for a reader two minutes at most. Any thread; nothing throws but memory.
#pragma once

#include <string>
#include <vector>

#include "extract/reader.h"
#include "lookup/table.h"

namespace pismovod {

// CSV by its name (.csv, .txt), else XLSX, XLS, ODS. `reader` may be null: only CSV can be read then.
Result<std::vector<TableRow>> rows_of_file(const std::string& path, AttachmentReader* reader);

}  // namespace pismovod
