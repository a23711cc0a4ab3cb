internal import YAML

/// What one level says on as whom actions run: the project, a manifest, an entry.
///
/// `become` is true, false or a user's name, `become_user` a user's name; both may be templates. A level that
/// names a user wants it, and need not say `become: true` besides.
package struct Become: Sendable, Hashable {
    private var become: Node?
    private var user: Node?

    package init() {}

    init(_ reader: inout MappingReader) {
        become = reader.text("become")
        user = reader.text("become_user")
    }

    /// What it says once templates are rendered; nil where it says nothing.
    func wish(_ render: (Node) throws -> Node) rethrows -> Wish? {
        var wish = Wish()
        if let become {
            let node = try render(become)
            if case .bool(let flag)? = node.scalar { wish.isWanted = flag } else { wish.user = node.string }
        }
        if let user { wish.user = try render(user).string }
        guard wish.isWanted != nil || wish.user != nil else { return nil }
        return wish
    }

    /// A level's word on it, over which the next level's goes.
    package struct Wish: Sendable, Hashable {
        package var isWanted: Bool?
        package var user: String?

        package init(isWanted: Bool? = nil, user: String? = nil) {
            self.isWanted = isWanted
            self.user = user
        }

        /// This word, where `upper` does not speak.
        func under(_ upper: Wish?) -> Wish {
            guard let upper else { return self }
            let isWanted = upper.isWanted ?? (upper.user == nil ? isWanted : true)
            return Wish(isWanted: isWanted, user: upper.user ?? user)
        }

        /// The user to become, or nil to stay who logs in.
        var effectiveUser: String? {
            isWanted ?? (user != nil) ? user ?? "root" : nil
        }
    }
}
