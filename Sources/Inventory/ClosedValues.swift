package import Diagnostics
import Vault
import YAML

extension Inventory {
    /// The encrypted values of all groups and hosts that cannot be opened, used or not.
    package var closedValues: [Diagnostic] {
        writtenValues.flatMap(\.encryptedTexts).compactMap { node in
            do throws(Diagnostic) {
                _ = try node.opened(by: vault)
                return nil
            } catch {
                return error
            }
        }
    }

    /// Every value that any file gives a group or a host.
    var writtenValues: [Node] {
        var layers = groups.flatMap(\.layers) + hosts.flatMap(\.layers)
        for folder in variableFolders {
            layers += folder.groups.values.joined()
            layers += folder.hosts.values.joined()
        }
        return layers.flatMap(\.variables.values)
    }
}
