package import Model

/// Who does things on a host.
package struct Users: Sendable, Hashable {
    /// As whom the kept shell runs, and looks.
    package var shell: String
    /// Who logged in, where that is somebody else: what has no `become` is done by them.
    package var login: String?

    package init(shell: String, login: String? = nil) {
        self.shell = shell
        self.login = login
    }

    /// Who does what is desired; nil for the user of the kept shell.
    package func doer(of desired: DesiredResource) -> String? {
        let user = desired.becomeUser ?? login
        return user == shell ? nil : user
    }
}
