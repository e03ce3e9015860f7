"""Rosters as files (R-05, UX 46 and 47): CSV by person and day, a workbook with people x days and coverage, and the workbook read back."""
