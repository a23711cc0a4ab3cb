import Testing

/// All tests on real hosts, one after another: they share the fleet.
@Suite(.serialized, .needsFleet) struct OnTheFleet {}
