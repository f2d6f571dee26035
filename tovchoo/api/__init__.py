"""The public interface for programs: reads what pages read."""
