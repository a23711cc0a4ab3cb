package import Model

extension Catalog {
    /// The types that come with reconcile.
    package static let standard = Catalog([
        Directory.self,
        File.self,
        Line.self,
        Block.self,
        Link.self,
        Download.self,
        Archive.self,
        PathMode.self,
        Cleanup.self,
        Package.self,
        PackageHold.self,
        Repository.self,
        Git.self,
        Venv.self,
        Pip.self,
        Npm.self,
        Image.self,
        Container.self,
        Network.self,
        Volume.self,
        Release.self,
        Service.self,
        Unit.self,
        User.self,
        Group.self,
        AuthorizedKey.self,
        Sudoers.self,
        Cron.self,
        Command.self,
    ])
}
