// This module's sources come next.
