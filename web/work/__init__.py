"""What people work with: departments, deadlines, targets, what they follow; each in every format at the same address."""
