// Facts written by the libraries that partners' sites use: each writer makes files of its formats in the folder that
// is its argument, NAME = writer.format.ext. Run by scripts/roundtrip, which installs the packages.
import fs from "node:fs";
import path from "node:path";
import ExcelJS from "exceljs";
import * as docx from "docx";
import XLSX from "xlsx";
import { PDFDocument } from "pdf-lib";
import fontkit from "@pdf-lib/fontkit";
import nodemailer from "nodemailer";

const [out, font] = process.argv.slice(2);
const rows = JSON.parse(fs.readFileSync(path.join(out, "facts.json"), "utf8"));
const put = (name, octets) => fs.writeFileSync(path.join(out, name), octets);

// exceljs: label and value beside each other; a table with a head; numbers as numbers
{
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet("Карточка");
  rows.forEach((row) => sheet.addRow(row));
  sheet.columns.forEach((column) => (column.width = 28)); // what a printed column cuts off nobody reads
  put("exceljs.beside.xlsx", Buffer.from(await book.xlsx.writeBuffer()));
  put("exceljs.csv.csv", Buffer.from(await book.csv.writeBuffer()));
  const second = new ExcelJS.Workbook();
  const table = second.addWorksheet("Таблица");
  table.addRow(rows.map((row) => row[0]));
  table.addRow(rows.map((row) => (/^\d+$/.test(row[1]) ? Number(row[1]) : row[1])));
  put("exceljs.head.xlsx", Buffer.from(await second.xlsx.writeBuffer()));
}

// SheetJS: every text format that it writes
{
  const book = XLSX.utils.book_new();
  XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet(rows), "Карточка");
  for (const [type, ext] of [["xlsx", "xlsx"], ["xlsm", "xlsm"], ["biff8", "xls"], ["xlml", "xls"],
                             ["ods", "ods"], ["fods", "fods"], ["csv", "csv"], ["html", "html"], ["rtf", "rtf"]]) {
    try {
      put(`sheetjs.${type}.${ext}`, XLSX.write(book, { type: "buffer", bookType: type }));
    } catch (error) {
      console.error(`sheetjs ${type}: ${error.message}`);
    }
  }
}

// docx: paragraphs, a table, a header with a text
{
  const paragraphs = rows.map(([label, value]) => new docx.Paragraph(`${label}: ${value}`));
  const cell = (text) => new docx.TableCell({ children: [new docx.Paragraph(text)] });
  const table = new docx.Table({
    rows: rows.map(([label, value]) => new docx.TableRow({ children: [cell(label), cell(value)] })),
  });
  const save = async (name, children, headers) =>
    put(name, await docx.Packer.toBuffer(new docx.Document({ sections: [{ headers, children }] })));
  await save("docx.paragraphs.docx", paragraphs);
  await save("docx.table.docx", [table]);
  await save("docx.header.docx", [new docx.Paragraph("Карточка клиента")],
             { default: new docx.Header({ children: paragraphs }) });
}

// pdf-lib: drawn text, a form filled in
{
  const made = async (name, draw) => {
    const pdf = await PDFDocument.create();
    pdf.registerFontkit(fontkit);
    const face = await pdf.embedFont(fs.readFileSync(font), { subset: true });
    await draw(pdf, pdf.addPage([595, 842]), face);
    put(name, await pdf.save());
  };
  await made("pdf-lib.text.pdf", (pdf, page, face) =>
    rows.forEach(([label, value], i) => page.drawText(`${label}: ${value}`, { x: 50, y: 780 - 24 * i, size: 11, font: face })));
  await made("pdf-lib.form.pdf", (pdf, page, face) => {
    const form = pdf.getForm();
    rows.forEach(([label, value], i) => {
      page.drawText(`${label}:`, { x: 50, y: 780 - 30 * i, size: 11, font: face });
      const field = form.createTextField(`f${i}`);
      field.addToPage(page, { x: 250, y: 775 - 30 * i, width: 300, height: 20, font: face });
      field.setText(value);
      field.updateAppearances(face);
    });
  });
}

// nodemailer: the letter itself, as text, as HTML, with both
{
  const transport = nodemailer.createTransport({ streamTransport: true, buffer: true });
  const head = { from: "lapina@vektor-soft.ru", to: "lic@1c.ru", subject: "Дополнительный ПИН-код" };
  const intro = fs.readFileSync(path.join(out, "letter.txt"), "utf8");
  const text = intro + "\n" + rows.map((row) => row.join(": ")).join("\n");
  const cells = rows.map((row) => `<tr><td>${row.join("</td><td>")}</td></tr>`).join("");
  const html = `<p>${intro.replace(/\n/g, "<br>")}</p><table>${cells}</table>`;
  for (const [name, parts] of [["text", { text }], ["html", { html }], ["both", { text, html }],
                               ["quoted", { text, textEncoding: "quoted-printable" }]]) {
    put(`nodemailer.${name}.eml`, (await transport.sendMail({ ...head, ...parts })).message);
  }
}
