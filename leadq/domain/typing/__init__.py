"""typing"""
