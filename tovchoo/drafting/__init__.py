"""The working draft of a plan: its parts, passages that live as long as the paragraph, their history."""
