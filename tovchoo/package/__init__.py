"""The open data package: the whole public record as plain files, out and in."""
