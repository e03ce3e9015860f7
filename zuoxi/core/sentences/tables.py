"""Sentences of `zuoxi.core.tables`: what is wrong with a file that was handed in, and what to do."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "tables.unreadable_file": _("The file %(file)s cannot be opened. Check its name and your right to read it."),
    "tables.no_file": _("%(file)s is a folder or a device and not a file. Choose a file."),
    "tables.disk_full": _("The disk is full; %(file)s was not written. Free some space, or give another place, and try again."),
    "tables.empty": _("The file is empty. Choose a CSV or XLSX file with a header row and data."),
    "tables.header_only": _("The file has a header but no data below it."),
    "tables.file_too_large": _("The file is %(megabytes)s MB; at most %(most)s MB are read. Split it or export a shorter period."),
    "tables.undecodable": _("The text encoding is not recognised. Save the file as CSV UTF-8 or as XLSX and try again."),
    "tables.broken_quotes": _("A quotation mark is opened and not closed properly. Export the file again as CSV or XLSX."),
    "tables.cell_too_long": _("A cell holds more than %(most)s characters. Shorten it."),
    "tables.too_many_rows": _("There are more than %(most)s rows. Split the file or export a shorter period."),
    "tables.too_many_columns": _("There are more than %(most)s columns. Keep only the columns that are needed."),
    "tables.too_many_cells": _("The sheet spans more than %(most)s cells. Delete rows and columns that are not needed."),
    "tables.row_too_long": _("The row has more cells than the header has columns (%(columns)s). Name the column or clear the cell."),
    "tables.duplicate_header": _("Two columns are called “%(name)s”. Rename or delete one."),
    "tables.missing_column": _("There is no column for %(field)s. It may be called: %(names)s. Found: %(header)s."),
    "tables.ambiguous_column": _("More than one column could be %(field)s: %(names)s. Keep one of them."),
    "tables.encrypted_or_old": _("The workbook is protected by a password or is in the old .xls format. Save it as .xlsx without a password."),
    "tables.broken_workbook": _("The workbook is damaged or not a real .xlsx file. Open it in Excel or WPS and save it again as .xlsx."),
    "tables.not_a_workbook": _("This is a zip archive but not an .xlsx workbook. Choose a CSV or XLSX file."),
    "tables.macros": _("The workbook contains macros and is refused. Save it as .xlsx without macros."),
    "tables.unpacks_too_large": _("Unpacked, the workbook is larger than %(most)s MB and is refused. Keep only the data that is needed."),
    "tables.packed_too_tightly": _(
        "A part of the workbook is packed more than %(most)s to 1, as in a zip bomb, and is refused. Save the data as CSV."
    ),
    "tables.no_such_sheet": _("There is no visible sheet “%(sheet)s”. Found: %(names)s."),
    "tables.hidden_sheets": _("Hidden sheets were not read: %(names)s."),
}
