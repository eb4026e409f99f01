Readers of reports may read and write.
