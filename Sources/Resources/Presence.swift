internal import Model

/// Whether a thing is to be there or not.
package enum Presence: String, CaseIterable, FieldValue { case present, absent }
