#if Web
    #if canImport(CMalloc)
        import CMalloc
    #endif

    /// How a program that runs for weeks holds its memory.
    enum Heap {
        /// Buffers from this size on are mapped by themselves and go back to the system when they are freed, bytes: pages and JSON while they
        /// are written. What is sent goes in smaller pieces (`SiteServer.piece`).
        static let largeBuffer: Int32 = 320 << 10
        /// Free memory at the end of the heap that is kept for the next answers, bytes: giving back less would fault it in again with each.
        static let reserve: Int32 = 16 << 20

        /// Keeps glibc from raising that size by itself: by its own rule the first large buffer that is freed moves it above all others, which then
        /// lie between small things that live long: 184 MB after a hundred pages and 10,000 answers instead of 110 (mallopt(3), M_MMAP_THRESHOLD).
        static func givesBackLargeBuffers() {
            #if canImport(CMalloc)
                _ = mallopt(M_MMAP_THRESHOLD, largeBuffer)
                _ = mallopt(M_TRIM_THRESHOLD, reserve)
            #endif
        }
    }
#endif
