Readers of reports may read.
